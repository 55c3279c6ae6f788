// The colour space in which all colours of a document are given.
#pragma once
#include <string>

namespace steelyard {

// An ICC version 2 display profile of sRGB, built from its definition.
std::string srgb_profile();

}  // namespace steelyard
