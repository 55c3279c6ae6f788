// Where the lines of a paragraph end.
#pragma once
#include <vector>

#include "layout/fragments.h"

namespace steelyard {

/// For each line the index of the fragment after its last. Every fragment fits the width.
std::vector<std::size_t> line_ends(const std::vector<Fragment>& fragments, double width, Fit fit);

}  // namespace steelyard
