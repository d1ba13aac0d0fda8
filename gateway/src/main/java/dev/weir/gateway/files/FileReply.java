package dev.weir.gateway.files;

import dev.weir.gateway.answer.GatewayAnswer;
import dev.weir.gateway.http1.Reason;
import dev.weir.gateway.message.Fields;
import dev.weir.gateway.message.Method;
import dev.weir.gateway.message.RequestHead;
import dev.weir.gateway.message.ResponseHead;

/// An answer that is known, and open as far as its body goes.
record FileReply(ResponseHead head, FileBody body) {
  static FileReply of(int status, Fields fields, FileBody body) {
    return new FileReply(new ResponseHead(status, Reason.of(status), fields), body);
  }

  /// An answer that has no file for a body.
  static FileReply of(GatewayAnswer answer, RequestHead request) {
    Fields fields = new Fields();
    answer.fields().forEach(field -> fields.add(field.name(), field.value()));
    fields.add("content-length", Integer.toString(answer.body().length));
    FileBody body = request.method() == Method.HEAD ? FileBody.none() : FileBody.of(answer.body());
    return of(answer.status(), fields, body);
  }
}
