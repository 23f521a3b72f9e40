package carillon.testkit;

import java.util.List;

/**
 * The servers and the tracker of a fault run.
 *
 * @param users the server that users are connected to
 * @param workers the servers that may run the jobs
 */
public record TestEnvironment(
    Inbox inbox, CarillonServer users, List<CarillonServer> workers, SampleTracker tracker) {}
