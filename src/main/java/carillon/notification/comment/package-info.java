/**
 * What a comment says: its Markdown, parsed as the mail's reader sees it, and whom it mentions. In:
 * a comment's body. Out: a document, user names. Knows no accounts.
 */
package carillon.notification.comment;
