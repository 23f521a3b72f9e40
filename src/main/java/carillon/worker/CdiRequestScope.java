package carillon.worker;

import jakarta.enterprise.context.control.RequestContextController;

/** A CDI request around each run, so that request-scoped beans work in handlers. */
final class CdiRequestScope implements InvocationScope {
  private final RequestContextController controller;
  private boolean active;

  CdiRequestScope(RequestContextController controller) {
    this.controller = controller;
  }

  @Override
  public void enter() {
    active = controller.activate();
  }

  @Override
  public void leave() {
    if (active) {
      active = false;
      controller.deactivate();
    }
  }
}
