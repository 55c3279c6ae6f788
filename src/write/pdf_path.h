// Outlines of shapes as path operators; y is turned around here.
#pragma once
#include <string>
#include <string_view>

#include "steelyard/draw/geometry.h"

namespace steelyard {

class PathWriter {
 public:
  PathWriter(std::string& out, double page_height) : out_(out), height_(page_height) {}
  void move(Point to);
  void line(Point to);
  void curve(Point first_control, Point second_control, Point to);
  void close();
  void rectangle(const Box& box);
  void rounded(const Box& box, double radius);
  void circle(Point centre, double radius);
  // Head and shoulders in a box of this height around its centre.
  void person(Point centre, double height);

 private:
  void point(Point at);
  void quarter(Point from, Point corner, Point to);
  std::string& out_;
  double height_;
};

}  // namespace steelyard
