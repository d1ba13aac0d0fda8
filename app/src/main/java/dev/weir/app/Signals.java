package dev.weir.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/// Signals of the operating system. The platform has them in `jdk.unsupported` only, and the
/// compiler warns of that module in a way that cannot be answered at the place; hence by
/// reflection.
final class Signals {
  private Signals() {}

  /// Runs the action, on a thread of the platform, whenever the signal comes.
  ///
  /// @param name without `SIG`
  /// @return whether this platform has the signal to give
  static boolean on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object instance = signal.getConstructor(String.class).newInstance(name);
      Object proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(), new Class<?>[] {handler}, handle(action));
      signal.getMethod("handle", signal, handler).invoke(null, instance, proxy);
      return true;
    } catch (ReflectiveOperationException absent) {
      // Windows has no SIGHUP, a JVM with -Xrs keeps none for us, and other JVMs lack the class.
      return false;
    }
  }

  @SuppressWarnings("ReferenceEquality") // A proxy is equal to itself alone.
  private static InvocationHandler handle(Runnable action) {
    return (proxy, method, arguments) ->
        switch (method.getName()) {
          case "handle" -> {
            action.run();
            yield null;
          }
          case "equals" -> proxy == arguments[0];
          case "hashCode" -> System.identityHashCode(proxy);
          default -> "signal handler";
        };
  }
}
