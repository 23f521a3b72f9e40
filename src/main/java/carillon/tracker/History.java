package carillon.tracker;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Changesets and the values as of each of them. Called within the caller's transaction. */
@ApplicationScoped
public class History {

  @PersistenceContext(unitName = "carillon")
  EntityManager entities;

  /** The changeset with its artifact, tracker, project and submitter: one query. */
  public Optional<Changeset> changeset(long id) {
    return entities
        .createQuery(
            """
            select c from Changeset c
            join fetch c.artifact a join fetch a.tracker t join fetch t.project
            left join fetch c.submitter.user
            where c.id = :id
            """,
            Changeset.class)
        .setParameter("id", id)
        .getResultStream()
        .findFirst();
  }

  /** The values of the artifact just after this changeset, by field id, as JSON: one query. */
  public Map<Long, String> valuesAsOf(Changeset changeset) {
    List<ChangesetValue> latest =
        entities
            .createQuery(
                """
                select v from ChangesetValue v
                where v.artifact = :artifact and v.newContent is not null and v.sequence =
                  (select max(w.sequence) from ChangesetValue w
                   where w.artifact = v.artifact and w.field = v.field and w.sequence <= :sequence)
                """,
                ChangesetValue.class)
            .setParameter("artifact", changeset.artifact())
            .setParameter("sequence", changeset.sequence())
            .getResultList();
    return latest.stream()
        .collect(Collectors.toMap(v -> v.field().id(), ChangesetValue::newContent));
  }

  /** Everyone who submitted a changeset of the artifact, up to this one, each once: one query. */
  public List<Actor> submitters(Changeset changeset) {
    List<Changeset> all =
        entities
            .createQuery(
                """
                select c from Changeset c left join fetch c.submitter.user
                where c.id in (select min(d.id) from Changeset d
                  where d.artifact = :artifact and d.sequence <= :sequence
                  group by d.submitter.user, d.submitter.address)
                order by c.sequence
                """,
                Changeset.class)
            .setParameter("artifact", changeset.artifact())
            .setParameter("sequence", changeset.sequence())
            .getResultList();
    return all.stream().map(Changeset::submitter).toList();
  }
}
