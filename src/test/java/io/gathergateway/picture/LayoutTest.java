package io.gathergateway.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.picture.Layout.Area;
import io.gathergateway.picture.Layout.Line;
import io.gathergateway.picture.Layout.Point;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a layout promises of any graph. */
class LayoutTest {
    private static final int STEPS = 60;
    private static final int SAMPLES = 8;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingStandsOnAnythingElse(long seed) {
        Layout layout = Layout.of(RandomGraphs.of(seed, STEPS));
        List<Area> areas = new ArrayList<>();
        layout.boxes().forEach(box -> areas.add(box.area()));
        layout.labels().forEach(label -> areas.add(label.area()));
        for (int i = 0; i < areas.size(); i++) {
            for (int j = i + 1; j < areas.size(); j++) {
                assertThat(areas.get(i).overlaps(areas.get(j)))
                        .as(areas.get(i) + " and " + areas.get(j))
                        .isFalse();
            }
        }
        assertThat(areas).allSatisfy(area -> {
            assertThat(area.x()).isNotNegative();
            assertThat(area.y()).isNotNegative();
            assertThat(area.x() + area.width()).isLessThanOrEqualTo(layout.width());
            assertThat(area.y() + area.height()).isLessThanOrEqualTo(layout.height());
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noEdgeCrossesABoxOrTheWordsOfAnother(long seed) {
        Layout layout = Layout.of(RandomGraphs.of(seed, STEPS));
        for (Line line : layout.lines()) {
            List<Area> others = new ArrayList<>();
            layout.boxes().forEach(box -> others.add(smaller(box.area())));
            layout.labels().stream()
                    .filter(label -> !label.edge().equals(line.edge()))
                    .forEach(label -> others.add(smaller(label.area())));
            for (Point point : samples(line)) {
                assertThat(others)
                        .as(line.edge().from() + " → " + line.edge().to() + " at " + point)
                        .noneMatch(area -> area.overlaps(new Area(point.x(), point.y(), 0.001, 0.001)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyEdgeBeginsAndEndsAtItsSteps(long seed) {
        FlowGraph graph = RandomGraphs.of(seed, STEPS);
        Layout layout = Layout.of(graph);
        assertThat(layout.lines().stream().map(Line::edge)).containsExactlyInAnyOrderElementsOf(graph.edges());
        assertThat(layout.boxes().stream().map(box -> box.face().node()))
                .containsExactlyInAnyOrderElementsOf(graph.nodes());
        for (Line line : layout.lines()) {
            assertThat(touches(layout, line.edge().from(), line.points().getFirst()))
                    .isTrue();
            assertThat(touches(layout, line.edge().to(), line.points().getLast()))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theSameGraphIsDrawnTheSame(long seed) {
        assertThat(Svg.of(List.of(RandomGraphs.of(seed, STEPS))))
                .isEqualTo(Svg.of(List.of(RandomGraphs.of(seed, STEPS))));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyEdgeThatNeedsWordsHasThem(long seed) {
        FlowGraph graph = RandomGraphs.of(seed, STEPS);
        Layout layout = Layout.of(graph);
        assertThat(layout.labels().stream().map(Layout.Label::edge))
                .containsExactlyInAnyOrderElementsOf(
                        graph.edges().stream().filter(edge -> !edge.plain()).toList());
        assertThat(new HashSet<>(layout.labels())).hasSameSizeAs(layout.labels());
    }

    private static boolean touches(Layout layout, String node, Point point) {
        return layout.boxes().stream()
                .filter(box -> box.face().node().id().equals(node))
                .map(Layout.Box::area)
                .allMatch(area -> point.x() >= area.x()
                        && point.x() <= area.x() + area.width()
                        && (near(point.y(), area.y()) || near(point.y(), area.y() + area.height())));
    }

    private static boolean near(double one, double other) {
        return Math.abs(one - other) < 0.2;
    }

    /** Without its rim, where lines end. */
    private static Area smaller(Area area) {
        return new Area(area.x() + 1, area.y() + 1, area.width() - 2, area.height() - 2);
    }

    /** Points along the line: straight pieces and curves in turn. */
    private static List<Point> samples(Line line) {
        List<Point> samples = new ArrayList<>();
        for (int i = 0; i + 1 < line.points().size(); i++) {
            Point from = line.points().get(i);
            Point to = line.points().get(i + 1);
            for (int step = 0; step <= SAMPLES; step++) {
                double t = (double) step / SAMPLES;
                double sideways = i % 2 == 0 ? t : t * t * (3 - 2 * t);
                samples.add(new Point(from.x() + (to.x() - from.x()) * sideways, from.y() + (to.y() - from.y()) * t));
            }
        }
        return samples;
    }
}
