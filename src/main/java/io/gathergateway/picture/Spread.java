package io.gathergateway.picture;

/** Places things in a row, in their order and apart, each as near as can be to where it wants to be. */
final class Spread {
    private Spread() {}

    /**
     * The places with the least weighted sum of squared distances from the wishes: an isotonic regression.
     *
     * @param apart at [i]: the least distance of the i-th from the one before it; at [0] ignored
     */
    static double[] place(double[] wishes, double[] weights, double[] apart) {
        int n = wishes.length;
        double[] offset = new double[n];
        for (int i = 1; i < n; i++) {
            offset[i] = offset[i - 1] + apart[i];
        }
        double[] value = new double[n];
        double[] weight = new double[n];
        int[] size = new int[n];
        int blocks = 0;
        for (int i = 0; i < n; i++) {
            value[blocks] = wishes[i] - offset[i];
            weight[blocks] = weights[i];
            size[blocks] = 1;
            blocks++;
            // Blocks that would overlap become one, at the mean of their wishes.
            while (blocks > 1 && value[blocks - 2] > value[blocks - 1]) {
                int left = blocks - 2;
                double both = weight[left] + weight[left + 1];
                value[left] = (value[left] * weight[left] + value[left + 1] * weight[left + 1]) / both;
                weight[left] = both;
                size[left] += size[left + 1];
                blocks--;
            }
        }
        double[] places = new double[n];
        int at = 0;
        for (int block = 0; block < blocks; block++) {
            for (int i = 0; i < size[block]; i++) {
                places[at] = value[block] + offset[at];
                at++;
            }
        }
        return places;
    }

    /** Places on a stretch, in their order; {@code apart} becomes less where the stretch is too short. */
    static double[] within(double[] wishes, double apart, double low, double high) {
        int n = wishes.length;
        double gap = n < 2 ? 0 : Math.min(apart, (high - low) / (n - 1));
        double[] places = wishes.clone();
        for (int i = 0; i < n; i++) {
            double least = i == 0 ? low : places[i - 1] + gap;
            places[i] = Math.max(places[i], least);
        }
        for (int i = n - 1; i >= 0; i--) {
            double most = i == n - 1 ? high : places[i + 1] - gap;
            places[i] = Math.min(places[i], most);
        }
        return places;
    }
}
