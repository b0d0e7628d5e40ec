package io.gathergateway.picture;

import io.gathergateway.picture.FlowGraph.Form;
import io.gathergateway.picture.Layout.Area;
import io.gathergateway.picture.Layout.Box;
import java.util.List;
import java.util.Locale;

/** Writes the nodes of a picture. Confined to one picture. */
final class SvgNodes {
    private static final double CHIP_RADIUS = 7.5;
    private static final double NAME_BASE = 18;

    private final Xml xml;

    SvgNodes(Xml xml) {
        this.xml = xml;
    }

    void box(Box box) {
        Face face = box.face();
        Area area = box.area();
        String family = face.node().family().name().toLowerCase(Locale.ROOT);
        boolean link = !face.node().link().isEmpty();
        xml.open("g", "class", "node " + family);
        xml.text("title", title(face));
        if (link) {
            xml.open("a", "href", "#flow-" + face.node().link());
        }
        switch (face.node().form()) {
            case DIAMOND -> diamond(area);
            case ENTRY -> {
                shape(area, area.height() / 2);
                middle(face.node().tag(), area);
            }
            case BOX -> text(face, area, 6);
            case END -> text(face, area, 18);
            case LINK -> {
                text(face, area, 3);
                side(area, 4);
                side(area, area.width() - 4);
            }
        }
        if (link) {
            xml.close("a");
        }
        incoming(face, area);
        xml.close("g");
    }

    private static String title(Face face) {
        String name = face.node().form() == Form.ENTRY ? "" : face.node().id() + ", ";
        String text = face.node().text();
        return name + face.node().tag() + (text.isEmpty() ? "" : ": " + text);
    }

    private void text(Face face, Area area, double corner) {
        shape(area, corner);
        double left = area.x() + Face.PADDING;
        double right = area.x() + area.width() - Face.PADDING;
        xml.text("text", face.node().id(), "class", "name", "x", left, "y", area.y() + NAME_BASE);
        double chips = face.has().size() * Face.CHIP;
        xml.text("text", face.node().tag(), "class", "tag", "x", right - chips, "y", area.y() + NAME_BASE);
        for (int i = 0; i < face.has().size(); i++) {
            double x = right + CHIP_RADIUS - chips + (i + 0.5) * Face.CHIP;
            chip(xml, x - 4, area.y() + NAME_BASE - 4, face.has().get(i), false);
        }
        for (int i = 0; i < face.text().size(); i++) {
            xml.text(
                    "text",
                    face.text().get(i),
                    "class",
                    "says",
                    "x",
                    left,
                    "y",
                    area.y() + Face.HEADER + 10 + i * Face.LINE);
        }
    }

    private void shape(Area area, double corner) {
        xml.empty("rect", "x", area.x(), "y", area.y(), "width", area.width(), "height", area.height(), "rx", corner);
    }

    private void side(Area area, double x) {
        String from = Xml.number(area.x() + x) + "," + Xml.number(area.y());
        xml.empty("path", "d", "M" + from + " v" + Xml.number(area.height()));
    }

    private void diamond(Area area) {
        double x = area.x() + area.width() / 2;
        double y = area.y() + area.height() / 2;
        double r = area.width() / 2;
        xml.empty(
                "path",
                "d",
                "M" + Xml.number(x) + "," + Xml.number(y - r) + " l" + Xml.number(r) + "," + Xml.number(r) + " l"
                        + Xml.number(-r) + "," + Xml.number(r) + " l" + Xml.number(-r) + "," + Xml.number(-r) + " z");
        middle("?", area);
    }

    private void middle(String text, Area area) {
        xml.text(
                "text",
                text,
                "class",
                "middle",
                "x",
                area.x() + area.width() / 2,
                "y",
                area.y() + area.height() / 2 + 4);
    }

    /** The marks of the inherited ways that lead here, on the left side. */
    private void incoming(Face face, Area area) {
        List<Integer> takes = face.takes();
        for (int i = 0; i < takes.size(); i++) {
            double y = area.y() + area.height() / 2 + (i - (takes.size() - 1) / 2.0) * Face.CHIP;
            chip(xml, area.x(), y, takes.get(i), true);
        }
    }

    /** The number of an inherited way; filled where the way leads to. */
    static void chip(Xml xml, double x, double y, int number, boolean filled) {
        xml.open("g", "class", filled ? "chip to" : "chip");
        xml.empty("circle", "cx", x, "cy", y, "r", CHIP_RADIUS);
        xml.text("text", String.valueOf(number), "x", x, "y", y + 3.2);
        xml.close("g");
    }
}
