/**
 * What people choose for themselves: a mode for a tracker, no mail about an artifact, a tracker or
 * anything, over HTTP or by the link in a mail. In: requests, and links with sealed tokens. Out:
 * {@link carillon.notification.recipients.Subscriptions} for a decision, links for mails.
 */
package carillon.notification.subscription;
