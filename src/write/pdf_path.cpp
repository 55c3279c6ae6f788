// Lines and Bézier curves around shapes.
#include "write/pdf_path.h"

#include <algorithm>

#include "draw/person.h"
#include "write/pdf_syntax.h"

namespace steelyard {

namespace {
// Control points of a quarter circle lie this far from its corner towards its ends, as a share of
// the radius: 1 - 4/3 (√2 - 1), the usual approximation with an error of 0.03%.
constexpr double corner_share = 1 - 0.5522847498;

Point between(Point from, Point to, double share) {
  return {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
}
}  // namespace

void PathWriter::point(Point at) {
  append_number(out_, at.x);
  out_ += ' ';
  append_number(out_, height_ - at.y);
  out_ += ' ';
}

void PathWriter::move(Point to) {
  point(to);
  out_ += "m\n";
}

void PathWriter::line(Point to) {
  point(to);
  out_ += "l\n";
}

void PathWriter::curve(Point first_control, Point second_control, Point to) {
  point(first_control);
  point(second_control);
  point(to);
  out_ += "c\n";
}

void PathWriter::close() {
  out_ += "h\n";
}

void PathWriter::rectangle(const Box& box) {
  point({box.x, box.bottom()});
  append_number(out_, box.width);
  out_ += ' ';
  append_number(out_, box.height);
  out_ += " re\n";
}

// From the current point `from` to `to`, bulging towards the corner.
void PathWriter::quarter(Point from, Point corner, Point to) {
  curve(between(corner, from, corner_share), between(corner, to, corner_share), to);
}

void PathWriter::rounded(const Box& box, double radius) {
  const double r = std::min({radius, box.width / 2, box.height / 2});
  if (r <= 0) return rectangle(box);
  const double left = box.x, right = box.right(), top = box.y, bottom = box.bottom();
  move({left + r, top});
  line({right - r, top});
  quarter({right - r, top}, {right, top}, {right, top + r});
  line({right, bottom - r});
  quarter({right, bottom - r}, {right, bottom}, {right - r, bottom});
  line({left + r, bottom});
  quarter({left + r, bottom}, {left, bottom}, {left, bottom - r});
  line({left, top + r});
  quarter({left, top + r}, {left, top}, {left + r, top});
  close();
}

void PathWriter::circle(Point centre, double radius) {
  rounded({centre.x - radius, centre.y - radius, 2 * radius, 2 * radius}, radius);
}

void PathWriter::person(Point centre, double height) {
  circle({centre.x, centre.y + person_head_centre * height}, person_head_radius * height);
  const double left = centre.x - person_width * height / 2,
               right = centre.x + person_width * height / 2;
  const double top = centre.y + person_shoulder_top * height, bottom = centre.y + height / 2;
  const double shoulder = person_shoulder_radius * height, foot = person_foot_radius * height;
  move({left + shoulder, top});
  line({right - shoulder, top});
  quarter({right - shoulder, top}, {right, top}, {right, top + shoulder});
  line({right, bottom - foot});
  quarter({right, bottom - foot}, {right, bottom}, {right - foot, bottom});
  line({left + foot, bottom});
  quarter({left + foot, bottom}, {left, bottom}, {left, bottom - foot});
  line({left, top + shoulder});
  quarter({left, top + shoulder}, {left, top}, {left + shoulder, top});
  close();
}

}  // namespace steelyard
