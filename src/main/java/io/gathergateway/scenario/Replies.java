package io.gathergateway.scenario;

import io.gathergateway.scenario.Scenario.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the backend still has to say in one call: each reply as often as the scenario gives it, in the order of the file. */
public final class Replies {
    private final List<Left> replies = new ArrayList<>();

    private static final class Left {
        private final Reply reply;
        private int times;
        private boolean asked;

        private Left(Reply reply) {
            this.reply = reply;
            this.times = reply.times();
        }

        private boolean takes(String method, String address) {
            return times > 0 && reply.takes(method, address);
        }
    }

    public Replies(List<Reply> replies) {
        replies.forEach(reply -> this.replies.add(new Left(reply)));
    }

    /** Whether there is a reply to this request; none is used up. */
    public boolean has(String method, String address) {
        return replies.stream().anyMatch(left -> left.takes(method, address));
    }

    /** The reply to one request, which it uses up; empty where the scenario foresees no such request. */
    public Optional<Reply> next(String method, String address) {
        return replies.stream()
                .filter(left -> left.takes(method, address))
                .findFirst()
                .map(left -> {
                    left.times--;
                    left.asked = true;
                    return left.reply;
                });
    }

    /** The replies that were never asked for; one whose address ends in {@code *} need not be. */
    public List<Reply> unused() {
        return replies.stream()
                .filter(left -> !left.asked && !left.reply.open())
                .map(left -> left.reply)
                .toList();
    }
}
