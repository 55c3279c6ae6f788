// Whichever Catch2 is installed: version 2 in Debian 12, version 3 in Debian 13.
#pragma once
#ifdef STEELYARD_CATCH2_V3
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
