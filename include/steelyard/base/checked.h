/// A value together with what was found wrong or doubtful on the way to it.
#pragma once
#include "steelyard/base/notice.h"

namespace steelyard {

/// The value is always usable for further checking; it must not be analysed if `has_errors(notices)`.
template <class T>
struct Checked {
  T value;
  Notices notices;
};

}  // namespace steelyard
