package dev.weir.demo.shop;

/// What the shop says while it plays [Fault#ERRORS]: 500 in the form that this caller cannot read,
/// with its insides showing. Wrong on purpose.
final class BrokenAnswers {
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html><head><title>Error 500</title></head>
      <body><h1>HTTP Status 500 – Internal Server Error</h1>
      <p><b>Message</b> could not obtain connection from pool "shop-db" (10.0.3.17:5432)</p>
      <hr><h3>MillShop/2.4.1</h3></body></html>
      """;
  private static final String TRACE =
      """
      {"status":500,"error":"Internal Server Error","path":"/items",
      "trace":"java.sql.SQLTransientConnectionException: shop-db - Connection is not available\
      \\n\\tat com.example.shop.db.Pool.borrow(Pool.java:214)\
      \\n\\tat com.example.shop.items.ItemTable.find(ItemTable.java:58)\
      \\n\\tat com.example.shop.web.ItemPage.render(ItemPage.java:31)"}
      """;

  private BrokenAnswers() {}

  /// A page for programs, JSON with a stack trace for people.
  static ShopAnswer to(ShopRequest request) {
    return request.forPrograms()
        ? ShopAnswer.of(500, "text/html; charset=utf-8", PAGE)
        : ShopAnswer.of(500, "application/json", TRACE);
  }
}
