package dev.weir.gateway.http1;

import com.code_intelligence.jazzer.junit.FuzzTest;

class RequestFuzzTest {
  /// Whatever bytes come as a request: they are refused, or they are one and the same request
  /// whenever they are read, in whatever pieces they come.
  @FuzzTest
  void requestIsRefusedOrReadBackAsTheSame(byte[] bytes) {
    FuzzedHeads.check(bytes, RequestParser::malformed, Heads::checkRequest);
  }
}
