/** Text from outside, made fit to be stored, logged and shown. Everybody may use it. */
package carillon.text;
