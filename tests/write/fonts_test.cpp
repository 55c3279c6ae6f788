#include "steelyard/write/fonts.h"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "steelyard/base/error.h"
#include "steelyard/base/text.h"
#include "support/catch.h"
#include "support/run.h"

using steelyard::Face;
using steelyard::FontSet;

namespace {
constexpr double rounding = 1e-9;  // sums of the same advances in another order
constexpr Face upright[] = {Face::regular, Face::bold, Face::semibold};
}  // namespace

TEST_CASE("Digits, plus and minus are equally wide, so that columns of numbers line up") {
  const FontSet fonts;
  for (const Face face : upright)
    for (const std::string character : {"1", "2", "3", "4", "5", "6", "7", "8", "9", "−", "+"})
      CHECK(fonts.width(character, face, 10) ==
            Approx(fonts.width("0", face, 10)).margin(rounding));
}

TEST_CASE("No kerning touches a digit") {
  const FontSet fonts;
  std::vector<std::string> others{".",      ",", "−", "-", "–", "%", " ",
                                  "\u202F", "(", ")", "/", "<", "="};
  for (char digit = '0'; digit <= '9'; ++digit) others.emplace_back(1, digit);
  for (const Face face : upright)
    for (char digit = '0'; digit <= '9'; ++digit)
      for (const std::string& other : others) {
        const std::string one(1, digit);
        const double apart = fonts.width(one, face, 1000) + fonts.width(other, face, 1000);
        INFO(one << other);
        CHECK(fonts.width(one + other, face, 1000) == Approx(apart).margin(rounding));
        CHECK(fonts.width(other + one, face, 1000) == Approx(apart).margin(rounding));
      }
}

TEST_CASE("Letters are kerned") {
  const FontSet fonts;
  CHECK(fonts.width("AV", Face::regular, 10) <
        fonts.width("A", Face::regular, 10) + fonts.width("V", Face::regular, 10) - 0.1);
}

TEST_CASE("A width does not depend on what was measured before") {
  const std::string text = "AVATAR Tomato “Type” 1.7% (Łódź, To. Ye; f’) τοῦ Ελληνικά Тест Wo—ko";
  for (const Face face : {Face::regular, Face::bold, Face::italic, Face::semibold}) {
    const FontSet fresh, taught;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t first = at;
      steelyard::next_code_point(text, at);
      std::size_t end = at;
      if (end < text.size()) steelyard::next_code_point(text, end);
      CHECK(taught.width(text.substr(first, end - first), face, 1) > 0);
    }
    CHECK(taught.width(text, face, 1000) == Approx(fresh.width(text, face, 1000)).margin(rounding));
  }
}

TEST_CASE("A width grows with the size and an empty text has none") {
  const FontSet fonts;
  CHECK(fonts.width("", Face::regular, 10) == 0);
  CHECK(fonts.width("Heterogeneity", Face::italic, 20) ==
        Approx(2 * fonts.width("Heterogeneity", Face::italic, 10)));
  CHECK(fonts.ascent(Face::regular, 10) > 6);
  CHECK(fonts.descent(Face::regular, 10) > 1);
}

TEST_CASE("The scripts and signs of reviews are all there") {
  const FontSet fonts;
  const std::string text =
      "τ² χ² I² µ μ ≤ ≥ × − ± → ✓ ☐ ⚠ ▲ Łódź Ελληνικά Ørsted Русский e\u0301 x\u0304 no\u2011break "
      "\u202F";
  for (const Face face : {Face::regular, Face::bold, Face::italic, Face::semibold})
    CHECK(fonts.missing_glyph(text, face).empty());
}

TEST_CASE("A character without a glyph is named with its text") {
  const FontSet fonts;
  CHECK(fonts.missing_glyph("all \U0001FAD8 well", Face::regular) ==
        "U+1FAD8 (in \"all \U0001FAD8 well\")");
  CHECK(fonts.missing_glyph("a\tb", Face::regular) == "U+0009 (in \"a b\")");
  CHECK(fonts.missing_glyph("one\nline", Face::regular).empty());
}

TEST_CASE("A hyphen that must not break is as wide as a hyphen") {
  const FontSet fonts;
  CHECK(fonts.width("a\u2011b", Face::regular, 10) == fonts.width("a\u2010b", Face::regular, 10));
}

TEST_CASE("Marks that are never painted take no room") {
  const FontSet fonts;
  CHECK(fonts.width("co\u00ADop\u200Ber", Face::regular, 10) ==
        fonts.width("cooper", Face::regular, 10));
}

TEST_CASE("A font that is missing or no font is named with what brings it") {
  const char* given = std::getenv("STEELYARD_FONTS");
  const std::string kept = given == nullptr ? "" : given;
  const auto message = [](const std::string& folders) -> std::string {
    setenv("STEELYARD_FONTS", folders.c_str(), 1);
    try {
      return std::to_string(FontSet().width("a", Face::regular, 1));
    } catch (const steelyard::Error& error) {
      CHECK(error.status() == steelyard::Exit::no_input);
      return error.what();
    }
  };
  CHECK(message("/nowhere:/nor/here") ==
        "Lato-Regular.ttf: the font is not in /nowhere, /nor/here\n  hint: Debian's package "
        "fonts-lato brings it; STEELYARD_FONTS names other folders");
  const run::TemporaryFile file("no font", "ttf");
  const std::filesystem::path folder = std::filesystem::path(file.path()).parent_path();
  for (const char* name : {"Lato-Regular", "Lato-Bold", "Lato-Italic", "Lato-Semibold",
                           "DejaVuSans", "DejaVuSans-Bold"})
    steelyard::write_file(folder / (std::string(name) + ".ttf"), "no font");
  CHECK(message(folder.string()) ==
        (folder / "Lato-Regular.ttf").string() + ": is no TrueType font");
  if (given == nullptr)
    unsetenv("STEELYARD_FONTS");
  else
    setenv("STEELYARD_FONTS", kept.c_str(), 1);
}

TEST_CASE("Threads that open the same fonts at the same time measure the same") {
  const FontSet fonts;
  std::vector<double> widths(8);
  std::vector<std::thread> threads;
  for (double& width : widths)
    threads.emplace_back([&] { width = fonts.width("Vaccine ☐ Łódź", Face::bold, 9); });
  for (std::thread& thread : threads) thread.join();
  for (const double width : widths) CHECK(width == widths.front());
}
