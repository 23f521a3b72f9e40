/** What measuring costs. */
package carillon.bench;
