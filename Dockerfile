# syntax=docker/dockerfile:1

# docker build -t gather-gateway:0.1.0 .

FROM maven:3.9.12-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml .
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp package -Dmaven.test.skip=true

# The libraries change seldom and the application often: a layer each.
FROM eclipse-temurin:25.0.4.1_1-jre-noble AS application
WORKDIR /opt/gather-gateway
COPY --from=build /build/target/lib lib
COPY <<'END' java.flags
# For a pod of 2 processors and 1 GiB. Further flags: JDK_JAVA_OPTIONS in the environment.
#
# G1, and said so: a container this small silently gets the serial collector. What lives long is small, for calls are in
# Redis, so young collections are cheap with any collector; G1 also never stops all calls for a whole heap.
-XX:+UseG1GC
# Half for the heap; the rest for buffers (below), classes, compiled code, threads and the collector: 320 MiB.
-XX:MaxRAMPercentage=50
-XX:MaxDirectMemorySize=192m
# A process that lost an allocation is in no known state: end, be started again; the calls are in Redis.
-XX:+ExitOnOutOfMemoryError
# The root is read-only: only /tmp is written.
-Djava.io.tmpdir=/tmp
-XX:-UsePerfData
-XX:+ErrorFileToStderr
# Netty's fast path, and no warnings for native libraries.
--sun-misc-unsafe-memory-access=allow
--enable-native-access=ALL-UNNAMED
END
COPY conf conf
COPY --from=build /build/target/gather-gateway.jar .
USER 10001:10001

# A training run: the demo's calls, through the same files and with the same flags. On a busy machine callers may not get
# what their scripts say in time; the cache is none the worse for that. The demo's embedded Redis wants OpenSSL 3, which
# comes with Ubuntu's redis-server; where it still does not start, that one is taken.
FROM application AS training
USER root
RUN apt-get update && apt-get install -y --no-install-recommends redis-server
USER 10001:10001
RUN java @/opt/gather-gateway/java.flags -XX:AOTCacheOutput=/tmp/gather-gateway.aot -Xlog:aot=error -jar /opt/gather-gateway/gather-gateway.jar demo --exit || test -s /tmp/gather-gateway.aot

FROM application
COPY --from=training /tmp/gather-gateway.aot .
EXPOSE 8080 8081 9000
# To the JVM itself, as the first process: it ends in order. There is no HEALTHCHECK: Kubernetes ignores it and asks the
# management port instead.
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "@/opt/gather-gateway/java.flags", "-XX:AOTCache=/opt/gather-gateway/gather-gateway.aot", "-jar", "/opt/gather-gateway/gather-gateway.jar"]
CMD ["serve", "--config", "/opt/gather-gateway/conf/gateway.yaml"]
