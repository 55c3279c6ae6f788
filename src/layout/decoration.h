// Head and foot of every page.
#pragma once
#include "layout/strip.h"

namespace steelyard {

/// Running head, watermark, footer and page number; all artifacts of the page.
void put_decoration(Pages& pages, const Document& document, const Style& style,
                    const FontMetrics& fonts);

}  // namespace steelyard
