package carillon.tracker.api;

import carillon.tracker.User;
import carillon.tracker.UserGroup;
import java.util.Collection;
import java.util.List;

/** A group and the user names of its members. */
record GroupResponse(String name, List<String> members) {
  static GroupResponse of(UserGroup group) {
    return new GroupResponse(group.name(), usernames(group.members()));
  }

  static List<String> usernames(Collection<User> users) {
    return users.stream().map(User::username).sorted().toList();
  }

  static List<String> names(Collection<UserGroup> groups) {
    return groups.stream().map(UserGroup::name).sorted().toList();
  }
}
