package dev.weir.demo.shop;

/// One thing that the shop sells.
///
/// @param english its name in English
/// @param korean its name in Korean
/// @param won its price
/// @param available whether it can be ordered; what is sold out stays sold out
record Item(int id, String english, String korean, int won, boolean available) {
  String name(boolean inKorean) {
    return inKorean ? korean : english;
  }
}
