package io.gathergateway.callout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is asked, and who never is. */
class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "https://crm.example.com/a?b=c, crm.example.com",
        "https://CRM.example.com, crm.example.com",
        "https://crm.example.com:443/, crm.example.com",
        "https://crm.example.com:8443/, crm.example.com:8443",
        "http://crm.example.com/, crm.example.com:80",
        "http://127.0.0.1:9999/x, 127.0.0.1:9999",
        "https://[::1]:9999/x, [::1]:9999"
    })
    void aHostIsListedWithItsPortWhereItIsNotHttpsOwn(String address, String host) {
        assertThat(Target.of(address).map(Target::host)).isEqualTo(Optional.of(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/accounts",
                "crm.example.com",
                "ftp://crm.example.com/",
                "file:///etc/passwd",
                "https://user:pw@crm.example.com/",
                "https://crm example/",
                "https:///path"
            })
    void whatIsNoWebAddressIsNobody(String address) {
        assertThat(Target.of(address)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "169.254.169.254, true",
        "169.254.0.1, true",
        "fe80::1, true",
        "::ffff:169.254.169.254, true",
        "fd00:ec2::254, true",
        "100.100.100.200, true",
        "127.0.0.1, false",
        "10.0.0.7, false",
        "::1, false",
        "fd00::1, false",
        "169.254.169.254.example.com, false"
    })
    void cloudsKeepCredentialsAtLinkLocalAddresses(String address, boolean linkLocal) {
        assertThat(LinkLocal.is(address)).isEqualTo(linkLocal);
    }
}
