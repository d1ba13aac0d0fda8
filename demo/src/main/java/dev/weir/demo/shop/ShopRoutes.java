package dev.weir.demo.shop;

import java.util.List;

/// Which part of the shop answers a request: pages for people, `/api` for programs.
final class ShopRoutes {
  private final ShopPages pages;
  private final ShopApi api;

  ShopRoutes(Catalogue catalogue, Records records) {
    this.pages = new ShopPages(catalogue);
    this.api = new ShopApi(catalogue, records);
  }

  /// Answers as an instance that is well does.
  ShopAnswer answer(ShopRequest request) {
    List<String> segments = request.segments();
    if (request.forPrograms()) {
      return api.answer(request, segments.subList(1, segments.size()));
    }
    return request.path().equals("/healthz")
        ? ShopAnswer.of(200, "application/json", "{\"status\":\"up\"}")
        : pages.answer(request, segments);
  }
}
