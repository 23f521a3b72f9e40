package carillon.tracker;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.util.Optional;

/** Who did something: a person with an account or, without one, an e-mail address. */
@Embeddable
public class Actor {
  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "submitter_id")
  private User user;

  @Column(name = "submitter_address")
  private String address;

  protected Actor() {}

  Actor(User user) {
    this.user = user;
  }

  Actor(String address) {
    this.address = address;
  }

  /** The account, empty for a plain address. */
  public Optional<User> user() {
    return Optional.ofNullable(user);
  }

  /** The address of an actor without account, else empty. */
  public Optional<String> address() {
    return Optional.ofNullable(address);
  }

  /** The user name, or the address. */
  public String name() {
    return user == null ? address : user.username();
  }
}
