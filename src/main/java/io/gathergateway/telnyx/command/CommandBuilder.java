package io.gathergateway.telnyx.command;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a record {@code Xyz} a builder, {@code XyzBuilder.builder()}. What is not set stays null and is left out of the
 * request, so that Telnyx's own default holds; a required parameter that is not set is refused by {@code build()}.
 */
@RecordBuilder.Template(options = @RecordBuilder.Options(enableWither = false, addStaticBuilder = false))
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.TYPE)
@interface CommandBuilder {}
