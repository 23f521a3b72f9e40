package carillon.notification;

import carillon.notification.message.Place;
import carillon.notification.message.Story;
import carillon.notification.message.Story.Actor;
import carillon.notification.message.Story.FieldStory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One changeset of those that a task tells. */
record Member(
    Place place,
    long changesetId,
    int sequence,
    boolean deleted,
    Actor author,
    Actor submitter,
    Instant at,
    Optional<Story.Comment> comment) {

  /**
   * @param members changesets of one artifact, in their order
   */
  static Story story(List<Member> members, List<FieldStory> fields) {
    Member last = members.get(members.size() - 1);
    List<Actor> authors = new ArrayList<>();
    for (Member member : members) {
      authors.remove(member.author());
      authors.add(member.author());
    }
    return new Story(
        last.place(),
        last.changesetId(),
        last.sequence(),
        members.get(0).sequence() == 1,
        last.deleted(),
        authors,
        last.submitter(),
        last.at(),
        members.stream().flatMap(member -> member.comment().stream()).toList(),
        fields);
  }
}
