/**
 * What the gateway is shipped as: the image its Dockerfile makes, and the Kubernetes objects under {@code k8s}. The tests
 * need no engine and no cluster.
 */
@org.jspecify.annotations.NullMarked
package io.gathergateway.deploy;
