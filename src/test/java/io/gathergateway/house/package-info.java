/** The order of the house: formatting and the arrows between rooms. */
@org.jspecify.annotations.NullMarked
package io.gathergateway.house;
