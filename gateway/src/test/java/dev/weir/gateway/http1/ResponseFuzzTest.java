package dev.weir.gateway.http1;

import com.code_intelligence.jazzer.junit.FuzzTest;

class ResponseFuzzTest {
  /// Whatever bytes come as an answer: they are refused, or they are one and the same answer
  /// whenever they are read, in whatever pieces they come.
  @FuzzTest
  void answerIsRefusedOrReadBackAsTheSame(byte[] bytes) {
    FuzzedHeads.check(bytes, ResponseParser::malformed, Heads::checkResponse);
  }
}
