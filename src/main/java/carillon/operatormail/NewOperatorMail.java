package carillon.operatormail;

import java.time.Instant;

/**
 * A mail that is to be sent, in English.
 *
 * @param body lines end with CR LF
 * @param about by what whoever added it finds it again; null for nothing, at most 64 characters
 * @param createdAt its date, from which on it is given up after a while
 */
public record NewOperatorMail(
    OperatorMailKind kind,
    String address,
    String subject,
    String body,
    String about,
    Instant createdAt) {}
