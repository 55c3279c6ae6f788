#include "steelyard/base/characters.h"

#include "support/catch.h"

using namespace steelyard;

TEST_CASE("Control codes, private use and noncharacters cannot be printed, all else can") {
  for (const char32_t c : {U'\x00', U'\x1B', U'\r', U'\x7F', U'\x85', U'\x9F', U'\uE000', U'\uF8FF',
                           U'\uFDD0', U'\uFFFE', U'\U0001FFFF', U'\U000F0000', U'\U0010FFFD'}) {
    CAPTURE(static_cast<unsigned>(c));
    CHECK(is_unprintable(c));
  }
  for (const char32_t c :
       {U'\t', U'\n', U' ', U'~', U'\u00A0', U'ł', U'\uFDCF', U'\uFFFD', U'\U0001FAD8'}) {
    CAPTURE(static_cast<unsigned>(c));
    CHECK_FALSE(is_unprintable(c));
  }
}

TEST_CASE("What a character is says why it cannot be printed") {
  CHECK(unprintable_text(U'\x1B') ==
        "the character U+001B is a control code, but must be one that can be printed");
  CHECK(unprintable_text(U'\uE000') ==
        "the character U+E000 is for private use, but must be one that can be printed");
  CHECK(unprintable_text(U'\U0001FFFE') ==
        "the character U+1FFFE is a noncharacter, but must be one that can be printed");
}

TEST_CASE("The end of a line is no control code, a lone carriage return is one") {
  CHECK_FALSE(first_unprintable("a\r\nb\tc\n").has_value());
  CHECK(first_unprintable("a\rb") == U'\r');
  CHECK(first_unprintable("ł\xC2\x9B\x1B") == U'\x9B');
}

TEST_CASE("Each line of a file is told once, at its first character that cannot be printed") {
  CHECK(to_text(unprintable_characters("fine\r\nŁa\x1B[31m\x07\rb\n\xEE\x80\x80", "notes.md")) ==
        "notes.md:2:3: error: the character U+001B is a control code, but must be one that can be "
        "printed\n"
        "  Ła [31m \n"
        "    ^\n"
        "  hint: delete it, or type what it should show\n"
        "notes.md:4:1: error: the character U+E000 is for private use, but must be one that can be "
        "printed\n"
        "   \n"
        "  ^\n"
        "  hint: delete it, or type what it should show\n");
  std::string lines;
  for (int i = 0; i < 150; ++i) lines += "\x01\n";
  CHECK(unprintable_characters(lines, "a").size() == 100);
}

TEST_CASE("A notice hands no control code to the terminal") {
  const Notice notice{
      Severity::error, {"a\x1B.csv", 1, 1},
       "\x1B[31m is", "x\x7F\xC2\x9By", 1, "\a"
  };
  CHECK(to_text(notice) == "a\uFFFD.csv:1:1: error: \uFFFD[31m is\n  x  y\n  ^\n  hint: \uFFFD");
}
