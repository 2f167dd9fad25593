using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Playlist.Client.Inbox.Migrations
{
    /// <inheritdoc />
    public partial class InboxTraces : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "TraceId",
                table: "updates",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "TraceId",
                table: "updates");
        }
    }
}
