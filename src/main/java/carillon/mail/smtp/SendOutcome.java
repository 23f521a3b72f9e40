package carillon.mail.smtp;

import java.util.Set;

/** What became of one attempt to give one message to a relay for one recipient. */
public sealed interface SendOutcome {
  /** Every value of {@link #label()}. */
  Set<String> LABELS = Set.of("sent", "deferred", "failed", "unknown", "relay_down");

  /** The relay's answer, or what happened instead, on one line. */
  String text();

  /** One lower-case word, for metrics and rows. */
  String label();

  /** The relay has taken responsibility. */
  record Sent(SmtpReply reply) implements SendOutcome {
    @Override
    public String text() {
      return reply.text();
    }

    @Override
    public String label() {
      return "sent";
    }
  }

  /** Not now: the same message may be taken later. */
  record Deferred(SmtpReply reply) implements SendOutcome {
    @Override
    public String text() {
      return reply.text();
    }

    @Override
    public String label() {
      return "deferred";
    }
  }

  /** Never: trying again would not help. */
  record Failed(SmtpReply reply) implements SendOutcome {
    /** What these say is true of the address, whoever writes to it (RFC 3463 section 3.2). */
    private static final Set<String> OF_ADDRESS =
        Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.10", "5.2.1");

    /** Whether there is no use in writing to this address for a while. */
    public boolean badAddress() {
      return OF_ADDRESS.contains(reply.enhanced());
    }

    /** Whether somebody's rules refused it (RFC 3463 section 3.8). */
    public boolean policy() {
      return reply.enhanced().startsWith("5.7.");
    }

    /** Whether another relay may take it: this one knows no addresses beyond ASCII (RFC 6531). */
    public boolean lacksUtf8() {
      return "5.6.7".equals(reply.enhanced());
    }

    @Override
    public String text() {
      return reply.text();
    }

    @Override
    public String label() {
      return "failed";
    }
  }

  /** All of it was handed over, and the final answer was lost: nobody knows. */
  record Unknown(String text) implements SendOutcome {
    @Override
    public String label() {
      return "unknown";
    }
  }

  /** The relay's fault, not the message's: it counts as no attempt. */
  record RelayDown(String text) implements SendOutcome {
    @Override
    public String label() {
      return "relay_down";
    }
  }
}
