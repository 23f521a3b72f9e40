/**
 * What changed in a text, as people read it: lines first, then words within the lines that changed.
 * In: the old and the new text. Out: pieces that are kept, deleted or inserted, and notes about
 * what is not shown. Knows nothing of mails.
 */
package carillon.notification.diff;
