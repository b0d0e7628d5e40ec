package io.gathergateway.picture;

/** The colours of a picture, for light and for dark surroundings; text has a contrast of at least 4.5 to 1 in both. */
final class SvgStyle {
    static final String CSS = """

            text { font-family: Arial, Helvetica, "Liberation Sans", "DejaVu Sans", sans-serif; font-size: 11px; }
            .heading { font-size: 18px; font-weight: bold; }
            .name { font-size: 13px; font-weight: bold; }
            .tag { text-anchor: end; }
            .middle, .label text, .chip text { text-anchor: middle; }
            .chip text { font-size: 9px; font-weight: bold; }
            .line { fill: none; stroke-width: 1.4; }
            .line.trouble { stroke-dasharray: 5 3; }
            .node rect, .node path { stroke-width: 1.4; }
            .label rect { stroke: none; }
            .paper { fill: #ffffff; }
            .heading, .name { fill: #111827; }
            .says, .middle, .note, .label text { fill: #374151; }
            .tag { fill: #4b5563; }
            .label rect { fill: #ffffff; }
            .label.trouble text { fill: #9a3412; }
            .line.way { stroke: #64748b; } .head.way { fill: #64748b; }
            .line.trouble { stroke: #c2410c; } .head.trouble { fill: #c2410c; }
            .chip circle { fill: #ffffff; stroke: #6b7280; } .chip text { fill: #374151; }
            .chip.to circle { fill: #374151; stroke: #374151; } .chip.to text { fill: #ffffff; }
            .entry rect, .entry path { fill: #e5e7eb; stroke: #6b7280; }
            .speak rect, .speak path { fill: #eff6ff; stroke: #2563eb; }
            .ask rect, .ask path { fill: #ecfdf5; stroke: #059669; }
            .assistant rect, .assistant path { fill: #f5f3ff; stroke: #7c3aed; }
            .decide rect, .decide path { fill: #fefce8; stroke: #a16207; }
            .backend rect, .backend path { fill: #fff7ed; stroke: #ea580c; }
            .flow rect, .flow path { fill: #f0fdfa; stroke: #0d9488; }
            .people rect, .people path { fill: #fdf2f8; stroke: #db2777; }
            .record rect, .record path { fill: #fef2f2; stroke: #dc2626; }
            .end rect, .end path { fill: #f3f4f6; stroke: #374151; }
            @media (prefers-color-scheme: dark) {
            .paper { fill: #0f172a; }
            .heading, .name { fill: #f8fafc; }
            .says, .middle, .note, .label text { fill: #cbd5e1; }
            .tag { fill: #a8b3c4; }
            .label rect { fill: #0f172a; }
            .label.trouble text { fill: #fdba74; }
            .line.way { stroke: #94a3b8; } .head.way { fill: #94a3b8; }
            .line.trouble { stroke: #fb923c; } .head.trouble { fill: #fb923c; }
            .chip circle { fill: #0f172a; stroke: #94a3b8; } .chip text { fill: #e2e8f0; }
            .chip.to circle { fill: #e2e8f0; stroke: #e2e8f0; } .chip.to text { fill: #0f172a; }
            .entry rect, .entry path { fill: #334155; stroke: #94a3b8; }
            .speak rect, .speak path { fill: #172554; stroke: #60a5fa; }
            .ask rect, .ask path { fill: #022c22; stroke: #34d399; }
            .assistant rect, .assistant path { fill: #2e1065; stroke: #a78bfa; }
            .decide rect, .decide path { fill: #3a2a06; stroke: #eab308; }
            .backend rect, .backend path { fill: #431407; stroke: #fb923c; }
            .flow rect, .flow path { fill: #042f2e; stroke: #2dd4bf; }
            .people rect, .people path { fill: #500724; stroke: #f472b6; }
            .record rect, .record path { fill: #450a0a; stroke: #f87171; }
            .end rect, .end path { fill: #1e293b; stroke: #cbd5e1; }
            }
            """;

    private SvgStyle() {}
}
