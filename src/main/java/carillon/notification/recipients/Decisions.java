package carillon.notification.recipients;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One decision for each candidate, in the order in which they were found. */
public record Decisions(List<Decision> all) {
  public Decisions {
    all = List.copyOf(all);
  }

  /**
   * Of several stories that are told in one mail: whoever is told of any gets it, for the first
   * reason, or for a mention; whoever is told of none is named with the first rule.
   */
  public static Decisions merged(Stream<Decisions> several) {
    Map<RecipientId, Decision> merged = new LinkedHashMap<>();
    several
        .flatMap(decisions -> decisions.all().stream())
        .forEach(
            decision -> merged.merge(decision.candidate().id(), decision, Decisions::stronger));
    return new Decisions(List.copyOf(merged.values()));
  }

  private static Decision stronger(Decision first, Decision next) {
    boolean mentioned =
        next instanceof Decision.Included included && included.reason() == Reason.MENTION;
    boolean told = next instanceof Decision.Included && first instanceof Decision.Excluded;
    return mentioned || told ? next : first;
  }

  public List<Decision.Included> kept() {
    return only(Decision.Included.class);
  }

  public List<Decision.Excluded> removed() {
    return only(Decision.Excluded.class);
  }

  public Optional<Decision> about(RecipientId recipient) {
    return all.stream().filter(d -> d.candidate().id().equals(recipient)).findFirst();
  }

  private <D extends Decision> List<D> only(Class<D> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
