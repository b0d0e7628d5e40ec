package io.gathergateway.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What one verification of a 1.5 KB webhook costs. Run {@link #main} with the test class path. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class VerifierBenchmark {
    private final WebhookSigner signer = new WebhookSigner(1);
    private final byte[] message =
            WebhookSigner.message("1700000000", "x".repeat(1_500).getBytes(StandardCharsets.US_ASCII));
    private final byte[] signature = signer.sign(message);
    private SignatureVerifier awsLc = (s, m, length) -> false;
    private SignatureVerifier bouncyCastle = (s, m, length) -> false;
    private JdkVerifier jdk = new JdkVerifier(List.of());

    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(VerifierBenchmark.class.getName())
                        .build())
                .run();
    }

    @Setup
    public void prepare() throws GeneralSecurityException {
        awsLc = VerifierChoice.AWS_LC.create(List.of(signer.key()));
        bouncyCastle = VerifierChoice.BOUNCY_CASTLE.create(List.of(signer.key()));
        jdk = new JdkVerifier(List.of(signer.key()));
    }

    @Benchmark
    public boolean awsLc() {
        return awsLc.verify(signature, message, message.length);
    }

    /** As {@link #awsLc}, but with a Signature object made for each call. */
    @Benchmark
    public boolean awsLcFreshSignature() throws GeneralSecurityException {
        return new AwsLcVerifier(List.of(signer.key())).verify(signature, message, message.length);
    }

    @Benchmark
    public boolean bouncyCastle() {
        return bouncyCastle.verify(signature, message, message.length);
    }

    @Benchmark
    public boolean jdk() {
        return jdk.verify(signature, message, message.length);
    }

    /** The JDK's own, for comparison: too slow to use. */
    static final class JdkVerifier implements SignatureVerifier {
        private final List<WebhookKey> keys;

        JdkVerifier(List<WebhookKey> keys) {
            this.keys = keys;
        }

        @Override
        public boolean verify(byte[] signature, byte[] message, int length) {
            if (signature.length != SIGNATURE_LENGTH) {
                return false;
            }
            try {
                for (WebhookKey key : keys) {
                    PublicKey publicKey = KeyFactory.getInstance("Ed25519", "SunEC")
                            .generatePublic(new X509EncodedKeySpec(key.subjectPublicKeyInfo()));
                    Signature verifier = Signature.getInstance("Ed25519", "SunEC");
                    verifier.initVerify(publicKey);
                    verifier.update(message, 0, length);
                    if (verifier.verify(signature)) {
                        return true;
                    }
                }
                return false;
            } catch (GeneralSecurityException | RuntimeException e) {
                return false;
            }
        }
    }
}
