/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A response's body as an image, decoded in a thread. An image that is broken, or would take more
 * memory than a picture is worth, says so. */
#pragma once

#include "http/rh-spool.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* More pixels are not decoded: four bytes each. */
#define RH_BODY_IMAGE_MAX_PIXELS (40 * 1000 * 1000)
/* A drawing is text, and work for whoever draws it. */
#define RH_BODY_IMAGE_MAX_SVG (4 * 1000 * 1000)

#define RH_TYPE_BODY_IMAGE (rh_body_image_get_type ())
G_DECLARE_FINAL_TYPE (RhBodyImage, rh_body_image, RH, BODY_IMAGE, AdwBin)

/* A drawing in SVG can be shown here. */
gboolean rh_body_image_has_svg (void);
/* @spool: complete. NULL: nothing, and what is under way ends. @svg: it says that it is a drawing,
 * which is drawn as large as it says, up to the pixels of a screen, without anything that it refers
 * to. */
void rh_body_image_load (RhBodyImage *self, RhSpool *spool, gboolean svg);
/* "640 × 480 pixels", or why there is no picture; "" while it is decoded. Property, notified. */
const char *rh_body_image_get_caption (RhBodyImage *self);
gboolean rh_body_image_has_picture (RhBodyImage *self);
/* There is a caption and no picture. */
gboolean rh_body_image_has_failed (RhBodyImage *self);

G_END_DECLS
