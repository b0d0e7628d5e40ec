/** The order of the house: formatting, the arrows between rooms, what each room keeps away from, coverage. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.house;
