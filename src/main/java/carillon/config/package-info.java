/**
 * Every setting of Carillon: its key, default, range and meaning, in one table ({@link
 * carillon.config.SettingsTable}). Values come from MicroProfile Config (system properties,
 * environment, the admin console) and act live unless the table says otherwise. An invalid value
 * stops the deployment; an invalid live change keeps the last good value and is reported.
 */
package carillon.config;
