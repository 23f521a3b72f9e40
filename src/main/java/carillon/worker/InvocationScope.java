package carillon.worker;

/** What a handler finds around it while it runs: the request context. Used by one thread. */
interface InvocationScope {
  InvocationScope NONE =
      new InvocationScope() {
        @Override
        public void enter() {}

        @Override
        public void leave() {}
      };

  void enter();

  void leave();
}
