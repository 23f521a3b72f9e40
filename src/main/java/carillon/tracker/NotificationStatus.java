package carillon.tracker;

import jakarta.enterprise.context.RequestScoped;

/** What the observers of a save tell its author: {@code inline}, {@code queued} or {@code none}. */
@RequestScoped
public class NotificationStatus {
  private String notification = "none";

  public String notification() {
    return notification;
  }

  public void notification(String how) {
    this.notification = how;
  }
}
