package carillon.notification.recipients;

import java.util.List;
import java.util.Optional;

/** One decision for each candidate, in the order in which they were found. */
public record Decisions(List<Decision> all) {
  public Decisions {
    all = List.copyOf(all);
  }

  public List<Decision.Kept> kept() {
    return only(Decision.Kept.class);
  }

  public List<Decision.Removed> removed() {
    return only(Decision.Removed.class);
  }

  public Optional<Decision> about(RecipientId recipient) {
    return all.stream().filter(d -> d.candidate().id().equals(recipient)).findFirst();
  }

  private <D extends Decision> List<D> only(Class<D> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
