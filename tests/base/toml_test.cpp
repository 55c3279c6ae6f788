#include "steelyard/base/toml.h"

#include "support/catch.h"

using namespace steelyard;

namespace {

std::string repeated(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

std::string told(const std::string& text) {
  return to_text(parse_toml(text, "a.toml").notices);
}

bool is_too_deep(const std::string& text) {
  return told(text).find("levels deep here") != std::string::npos;
}

}  // namespace

TEST_CASE("A key with more dots than any stack holds is an error with a place") {
  const std::string text = "x = 1\na" + repeated(".a", 65) + " = 1\n";
  CHECK(told(text) ==
        "a.toml:2:130: error: tables and lists stand 65 levels deep here, but must be at most 64\n"
        "  …" +
            repeated(".a", 21) + " = 1\n  " + std::string(41, ' ') + "^\n");
  CHECK(is_too_deep("a" + repeated(".a", 50000) + "=1"));
}

TEST_CASE("Every way to nest is counted, and all ways together") {
  CHECK(is_too_deep("a = " + repeated("[", 65) + repeated("]", 65)));
  CHECK(is_too_deep("a = " + repeated("{a=", 65) + "1" + repeated("}", 65)));
  CHECK(is_too_deep("[a" + repeated(".a", 65) + "]\n"));
  CHECK(is_too_deep("[[a" + repeated(".a", 65) + "]]\n"));
  CHECK(is_too_deep("[a" + repeated(".a", 40) + "]\nb" + repeated(".b", 30) + " = 1\n"));
  CHECK(is_too_deep("a = " + repeated("{a.a.a = ", 22) + "1" + repeated("}", 22)));
  CHECK(is_too_deep("a = [\"\"\"x\"\"\"\"\", " + repeated("[", 65) + "]"));
}

TEST_CASE("What is not too deep is read") {
  CHECK(told("a" + repeated(".a", 64) + " = 1\n").empty());
  CHECK(told("a = " + repeated("[", 64) + repeated("]", 64) + "\n").empty());
  CHECK(told("a = \"" + repeated("[.", 100) + "\"\nb = '" + repeated("{.", 100) + "'\n").empty());
  CHECK(
      told("a = \"\"\"\n" + repeated("[.\n", 100) + "\\\"\"\"\" # " + repeated("[", 100)).empty());
  CHECK(told("\"" + repeated(".", 100) + "\" = 1 # " + repeated(".", 100) + "\n").empty());
  CHECK(told("a = [" + repeated("1.5, ", 100) + "]\n" + "[b.c]\nd.e = { f.g = [1.5] }\n").empty());
  CHECK(told(repeated("[[b.c]]\nd = [[1], [2]]\n", 100)).empty());
}
