/**
 * What happened in a change, read from the tracker's tables once and shared by all who are told of
 * it: the artifact, its fields before and after, the comment. It knows no recipient and no mail.
 */
package carillon.notification.event;
