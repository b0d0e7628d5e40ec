/**
 * Pictures of flows: what stands on one, where it stands, and how it is written as SVG, Mermaid and DOT. Pure; imports
 * flow and yaml. The same flows give the same bytes.
 */
@org.jspecify.annotations.NullMarked
package io.gathergateway.picture;
