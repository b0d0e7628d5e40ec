package io.gathergateway.flow;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;
import java.util.stream.Collectors;

/** The functions that flows have besides CEL's own. */
final class Functions {
    static final List<String> NAMES = List.of("luhn", "spell");

    static final List<CelFunctionDecl> DECLARATIONS = List.of(
            CelFunctionDecl.newFunctionDeclaration(
                    "luhn", CelOverloadDecl.newGlobalOverload("luhn_text", SimpleType.BOOL, SimpleType.STRING)),
            CelFunctionDecl.newFunctionDeclaration(
                    "spell", CelOverloadDecl.newGlobalOverload("spell_text", SimpleType.STRING, SimpleType.STRING)));

    static final List<CelFunctionBinding> BINDINGS = List.of(
            CelFunctionBinding.from("luhn_text", String.class, Functions::luhn),
            CelFunctionBinding.from("spell_text", String.class, Functions::spell));

    private static final int BASE = 10;

    private Functions() {}

    /** Whether a number ends in the right check digit, as those of cards do; not, if it is other than two digits or more. */
    static boolean luhn(String text) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(text.length() - 1 - i) - '0';
            if (digit < 0 || digit >= BASE) {
                return false;
            }
            int weighed = i % 2 == 0 ? digit : 2 * digit;
            sum += weighed / BASE + weighed % BASE;
        }
        return text.length() > 1 && sum % BASE == 0;
    }

    /** The characters one by one, so that a number is spoken digit by digit. */
    static String spell(String text) {
        return text.codePoints()
                .filter(c -> !Character.isWhitespace(c))
                .mapToObj(Character::toString)
                .collect(Collectors.joining(" "));
    }
}
