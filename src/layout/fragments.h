// Text cut at every place where a line may end.
#pragma once
#include <string>
#include <vector>

#include "layout/set_text.h"

namespace steelyard {

/// Text of one run inside a fragment.
struct Atom {
  int run = 0;
  std::string text;
};

/// What stands between two places where a line may end.
struct Fragment {
  std::vector<Atom> atoms;
  double width = 0;
  int space_run = -1;      ///< the run of the space after it; -1: none
  double space = 0;        ///< width of that space
  bool ends_line = false;  ///< a line feed follows
  double penalty = 0;      ///< of ending a line after it
};

std::vector<Fragment> fragments_of(const Runs& runs, const TextLook& look,
                                   const FontMetrics& fonts);

/// Cuts every fragment that is wider than `width`: addresses at their joints, other words anywhere
/// but before a combining mark.
std::vector<Fragment> fitted(std::vector<Fragment> fragments, double width, const Runs& runs,
                             const TextLook& look, const FontMetrics& fonts);

Face face_of(const Run& run, const TextLook& look);

}  // namespace steelyard
