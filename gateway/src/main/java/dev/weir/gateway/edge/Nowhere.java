package dev.weir.gateway.edge;

import dev.weir.gateway.answer.GatewayAnswer;
import dev.weir.gateway.life.ClientStream;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.time.Duration;

/// Where the answer to a client goes that cannot be answered.
enum Nowhere implements ClientStream {
  NOWHERE;

  @Override
  public void interim(ResponseHead head) {}

  @Override
  public void head(ResponseHead head, long length, byte[] requestId) {}

  @Override
  public void body(ByteBuf data) {
    data.release();
  }

  @Override
  public void end(Fields trailers) {}

  @Override
  public void answer(GatewayAnswer answer, Fields kept, byte[] requestId) {}

  @Override
  public void truncate() {}

  @Override
  public void flush() {}

  @Override
  public boolean writable() {
    return true;
  }

  @Override
  public void readRequest(boolean wanted) {}

  @Override
  public void limit(Duration time) {}
}
