// SVG and icon arrays.
#include "steelyard/draw/svg.h"

#include "steelyard/draw/icons.h"
#include "support/catch.h"

namespace steelyard {
namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("SVG keeps text as text and says what it shows") {
  Drawing drawing;
  drawing.size = {100, 20};
  drawing.marks = {
      Label{{50, 10},   "A < B & \"C\"\x01", Face::bold, 8, {0, 0, 0}, Anchor::middle},
      Line{{0, 0}, {10.126, 0},      {{1, 0, 0}, 0.5, {2, 1.5}, false}               }
  };
  const std::string svg = to_svg(drawing, "T & U", "what <it> shows");
  CHECK(has(svg, "role=\"img\""));
  CHECK(has(svg, "<title id=\"title\">T &amp; U</title>"));
  CHECK(has(svg, "<desc id=\"desc\">what &lt;it&gt; shows</desc>"));
  CHECK(has(svg, "text-anchor=\"middle\" font-weight=\"700\">A &lt; B &amp; &quot;C&quot;\uFFFD<"));
  CHECK(has(svg, "x2=\"10.13\""));
  CHECK(has(svg, "stroke=\"#ff0000\" stroke-width=\"0.5\" stroke-dasharray=\"2 1.5\""));
  CHECK(has(svg, "viewBox=\"0 0 100 20\""));
  CHECK(svg == to_svg(drawing, "T & U", "what <it> shows"));
}

TEST_CASE("An icon array shows everyone, filled row by row from the first corner") {
  IconArray array;
  array.groups = {
      {25, {1, 0, 0}, false},
      {13, {0, 0, 1}, true }
  };
  array.per_row = 20;
  const Drawing drawing = draw_icons(array);
  REQUIRE(drawing.marks.size() == 3);
  const auto& red = std::get<People>(drawing.marks[0]);
  const auto& open = std::get<People>(drawing.marks[1]);
  const auto& rest = std::get<People>(drawing.marks[2]);
  CHECK(red.at.size() == 25);
  CHECK(red.fill);
  CHECK(open.at.size() == 13);
  CHECK_FALSE(open.fill);
  CHECK(rest.at.size() == 62);
  CHECK(red.at[20].x == red.at[0].x);
  CHECK(red.at[20].y > red.at[0].y);
  CHECK(open.at[0].x > red.at[24].x);
  CHECK(open.at[0].y == red.at[24].y);
}

TEST_CASE("An icon array is never more nor fewer people than it stands for") {
  IconArray array;
  array.people = 7;
  array.groups = {
      {5,  {}, false},
      {9,  {}, false},
      {-3, {}, false}
  };
  std::size_t shown = 0;
  for (const Mark& mark : draw_icons(array).marks) shown += std::get<People>(mark).at.size();
  CHECK(shown == 7);
  array.people = 0;
  CHECK(draw_icons(array).marks.empty());
}

}  // namespace steelyard
